namespace EditorAgent.Core.Configuration;

/// <summary>Bounds of what a user attaches.</summary>
public sealed record AttachmentSettings
{
    /// <summary>Of one image as it is sent, encoded; a larger one is made smaller.</summary>
    public int ImageBytes { get; init; } = 262_144;
}
