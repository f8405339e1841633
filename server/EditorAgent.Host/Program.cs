using EditorAgent.Core.Processes;
using EditorAgent.Host.CommandLine;

// stdout is taken before anything else can write to it: for most verbs it carries a protocol.
await using var stdout = StandardDescriptors.IsClosed(StandardDescriptors.Output) ? new CheckedOutput(null) : Console.OpenStandardOutput();
Console.SetOut(new StderrOnDemand());
return await VerbRunner.RunAsync(args, stdout);
