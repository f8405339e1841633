using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Permissions;

/// <summary>Something special about a call.</summary>
/// <param name="Text">One of <see cref="PermissionMarks"/>.</param>
/// <param name="Why">One line for a person.</param>
/// <param name="IsForPerson">Whether a person decides it each time: no rule, grant or mode does.</param>
/// <param name="Path">The protected file, which a rule of the user may cover if it speaks of <paramref name="File"/>.</param>
/// <param name="File">What protects it.</param>
internal sealed record CallMark(string Text, string Why, bool IsForPerson, PermissionSubject.Path? Path = null, ProtectedFile? File = null);
