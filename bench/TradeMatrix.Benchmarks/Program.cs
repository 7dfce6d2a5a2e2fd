using BenchmarkDotNet.Running;
using TradeMatrix.Benchmarks;
using TradeMatrix.Core.Settings;

// `end-to-end SOURCE CHARTS [VISIBLE] [THREADS] [PICTURE]`, `load SERVER SYMBOL RATE SECONDS CONNECTIONS [save]`, `store` on the
// database of the settings, `watch [SYMBOLS] [BARS]` on it, `backtest [BARS]`, or BenchmarkDotNet's own options.
if (args is ["end-to-end", var source, var charts, .. var rest])
    EndToEnd.Run(source, int.Parse(charts), rest.Length > 0 ? int.Parse(rest[0]) : 300, rest.Length > 1 ? int.Parse(rest[1]) : 1, rest.Length > 2 ? rest[2] : null);
else if (args is ["load", var server, var symbol, var rate, var seconds, var connections, .. var save])
    await Load.RunAsync(new Uri(server), symbol, double.Parse(rate), double.Parse(seconds), int.Parse(connections), save is ["save"]);
else if (args is ["store"])
    await StoreBench.RunAsync(ServiceSettings.Read(SettingsSource.Load(".env")));
else if (args is ["watch", .. var size])
    await WatchBench.RunAsync(ServiceSettings.Read(SettingsSource.Load(".env")), size.Length > 0 ? int.Parse(size[0]) : 1000, size.Length > 1 ? int.Parse(size[1]) : 2000);
else if (args is ["backtest", .. var length])
    BacktestBench.Run(length is [var bars] ? int.Parse(bars) : 75_000);
else
    BenchmarkSwitcher.FromAssembly(typeof(ChartBenchmarks).Assembly).Run(args);
