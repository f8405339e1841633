using EditorAgent.Mcp.ConformanceClient;

// What the conformance suite starts for each scenario: the server's address is the last argument, the rest is in the environment.
if (args is not [.., var address])
{
    await Console.Error.WriteLineAsync("The address of the server is missing.");
    return 2;
}

using var limit = new CancellationTokenSource(ScenarioRun.Limit);
try
{
    await ScenarioRun.FromEnvironment(new Uri(address)).ExecuteAsync(limit.Token);
    return 0;
}
catch (Exception failure)
{
    await Console.Error.WriteLineAsync(failure.ToString());
    return 1;
}
