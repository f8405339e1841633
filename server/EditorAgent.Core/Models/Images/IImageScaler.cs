namespace EditorAgent.Core.Models.Images;

/// <summary>Makes images smaller. Made when the first image is too large.</summary>
public interface IImageScaler
{
    /// <param name="image">Encoded; its header has been looked at.</param>
    /// <param name="longestEdge">Pixels.</param>
    /// <param name="mostBytes">Of what comes back.</param>
    /// <returns>Encoded anew; null when the bytes cannot be read or no size fits.</returns>
    (ReadOnlyMemory<byte> Bytes, ImageHeader Header)? Scale(ReadOnlyMemory<byte> image, int longestEdge, int mostBytes);

    /// <summary>Whether <see cref="Scale"/> reads images of this kind.</summary>
    bool Reads(ImageKind kind);
}
