using EditorAgent.Host.CommandLine;

// stdout is taken before anything else can write to it: for most verbs it carries a protocol.
await using var stdout = Console.OpenStandardOutput();
Console.SetOut(new StderrOnDemand());
return await VerbRunner.RunAsync(args, stdout);
