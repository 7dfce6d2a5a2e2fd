// Serves one bucket on a free loopback port, which it prints, until its standard input ends, so that it never outlives the tests.
const S3rver = require('s3rver');

const [directory, bucket] = process.argv.slice(2);
new S3rver({ address: '127.0.0.1', port: 0, directory, silent: true, vhostBuckets: false, configureBuckets: [{ name: bucket }] })
  .run()
  .then(({ port }) => console.log(port));
process.stdin.resume().on('end', () => process.exit());
