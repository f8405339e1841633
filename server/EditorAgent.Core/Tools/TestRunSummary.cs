namespace EditorAgent.Core.Tools;

public sealed record TestRunSummary(int Passed, int Failed, int Skipped);
