namespace EditorAgent.Host.Headless;

/// <summary>The options of <c>run</c> as typed.</summary>
internal sealed record HeadlessRequest(string? Prompt, string? Folder, string? Model, string? Session, bool Yes, bool Trust, bool Json);
