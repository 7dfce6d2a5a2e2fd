return TradeMatrix.Cli.Run(args, Console.Out, Console.Error);
