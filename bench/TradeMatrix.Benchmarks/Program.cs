using BenchmarkDotNet.Running;
using TradeMatrix.Benchmarks;

// `end-to-end SOURCE CHARTS [VISIBLE] [THREADS] [PICTURE]`, or BenchmarkDotNet's own options.
if (args is ["end-to-end", var source, var charts, .. var rest])
    EndToEnd.Run(source, int.Parse(charts), rest.Length > 0 ? int.Parse(rest[0]) : 300, rest.Length > 1 ? int.Parse(rest[1]) : 1, rest.Length > 2 ? rest[2] : null);
else
    BenchmarkSwitcher.FromAssembly(typeof(ChartBenchmarks).Assembly).Run(args);
