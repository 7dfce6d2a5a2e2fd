using TradeMatrix.Testing;

[assembly: AssemblyFixture(typeof(Servers))]
