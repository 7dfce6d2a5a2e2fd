using TradeMatrix;

return Cli.Run(args, Terminal.OfProcess());
