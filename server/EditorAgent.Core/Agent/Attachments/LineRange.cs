namespace EditorAgent.Core.Agent.Attachments;

/// <summary>Lines of a file, from 1, both ends included.</summary>
public readonly record struct LineRange(int First, int Last);
