using Microsoft.Win32.SafeHandles;

namespace EditorAgent.Mcp.Audit;

/// <summary>Where the next record comes.</summary>
/// <param name="Head">What it follows.</param>
/// <param name="Note">Why that is not on record, where it is not.</param>
/// <param name="Month">Name of the file it goes to.</param>
/// <param name="File">That file.</param>
/// <param name="Length">How long it is.</param>
/// <param name="EndsLine">Whether it ends with a whole line.</param>
internal readonly record struct ChainEnd(AuditHead Head, string? Note, string Month, SafeFileHandle File, long Length, bool EndsLine);
