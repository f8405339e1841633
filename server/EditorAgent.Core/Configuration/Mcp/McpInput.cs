namespace EditorAgent.Core.Configuration.Mcp;

/// <summary>A value that a configuration leaves open, <c>${input:ID}</c>: the user is asked for it once, and it is kept with their secrets.</summary>
/// <param name="Description">What to ask for, in the words of the file.</param>
/// <param name="IsSecret">Typed unseen.</param>
public sealed record McpInput(string Id, string Description, bool IsSecret);
