namespace EditorAgent.Core.Models.Images;

/// <summary>What became of an image on its way to a model.</summary>
public abstract record FittedImage
{
    private FittedImage()
    {
    }

    /// <param name="Image">Within the bounds.</param>
    /// <param name="Told">Its kind and size, and what it was before, as the end of a sentence.</param>
    public sealed record Usable(ContentPart.Image Image, string Told) : FittedImage;

    /// <param name="Why">What is wrong with it, as the end of a sentence.</param>
    public sealed record Refused(string Why) : FittedImage;
}
