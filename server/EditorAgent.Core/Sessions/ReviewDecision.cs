namespace EditorAgent.Core.Sessions;

/// <summary>What became of a hunk.</summary>
/// <param name="Hunk">Its id.</param>
/// <param name="IsKept">Else it was undone.</param>
/// <param name="Line">Where it began in the file as it was then, from 1.</param>
/// <param name="Removed">Lines it had taken away.</param>
/// <param name="Added">Lines it had brought.</param>
public sealed record ReviewDecision(string Hunk, bool IsKept, int Line, int Removed, int Added);
