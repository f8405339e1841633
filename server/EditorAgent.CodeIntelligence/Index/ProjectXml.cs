using System.Collections.Immutable;
using System.Xml;
using System.Xml.Linq;

namespace EditorAgent.CodeIntelligence.Index;

/// <summary>Project files read as what they are on disk: XML. No import is followed, no condition decided, no property computed.</summary>
internal static class ProjectXml
{
    private const long Largest = 4 * 1024 * 1024;

    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = Largest };

    /// <returns>Null when it is not readable XML.</returns>
    public static XElement? TryLoad(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            using var reader = XmlReader.Create(stream, Settings);
            return XDocument.Load(reader).Root;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or XmlException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The last value of a property; null when it is not set.</summary>
    public static string? Property(XElement root, string name) =>
        root.Elements().Where(group => group.Name.LocalName == "PropertyGroup").Elements().LastOrDefault(element => element.Name.LocalName == name)?.Value.Trim() is { Length: > 0 } value
            ? value
            : null;

    /// <summary>What items of a name include.</summary>
    public static ImmutableArray<string> Items(XElement root, string name) =>
    [
        .. root.Descendants().Where(element => element.Name.LocalName == name)
            .SelectMany(element => (element.Attribute("Include")?.Value ?? element.Attribute("Update")?.Value ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)),
    ];
}
