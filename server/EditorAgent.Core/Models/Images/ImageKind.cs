namespace EditorAgent.Core.Models.Images;

/// <summary>The encodings that vendors take.</summary>
public enum ImageKind
{
    Png,
    Jpeg,
    Gif,
    WebP,
}
