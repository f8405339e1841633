using System.Xml;

namespace EditorAgent.Core.Trust;

/// <summary>
/// What a project, props or targets file makes a build run. It only informs a person: whatever it overlooks is in the fingerprint all the
/// same.
/// </summary>
internal static class BuildLogic
{
    private static readonly XmlReaderSettings Harmless = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 2 * 1024 * 1024 };

    public static IEnumerable<RunnableItem> ItemsOf(string relative, string? text)
    {
        var found = new List<RunnableItem>();
        try
        {
            using var reader = XmlReader.Create(new StringReader(text ?? ""), Harmless);
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.Element && ItemOf(reader) is var (kind, what))
                {
                    found.Add(new RunnableItem(kind, relative, what));
                }
            }
        }
        catch (XmlException)
        {
            found.Add(new RunnableItem(RunnableKind.BuildLogic, relative, "cannot be read as XML"));
        }

        if (text?.Contains("$([", StringComparison.Ordinal) == true)
        {
            found.Add(new RunnableItem(RunnableKind.BuildLogic, relative, "calls functions while it is read: $([...])"));
        }

        return found.Count > 0 ? found.Distinct() : [new RunnableItem(RunnableKind.Definition, relative, "")];
    }

    private static (RunnableKind Kind, string What)? ItemOf(XmlReader reader) => reader.LocalName switch
    {
        "Exec" => (RunnableKind.BuildLogic, $"Exec {reader.GetAttribute("Command")}"),
        "UsingTask" => (RunnableKind.BuildLogic, $"UsingTask {reader.GetAttribute("TaskName")} from {reader.GetAttribute("AssemblyFile") ?? reader.GetAttribute("AssemblyName") ?? reader.GetAttribute("TaskFactory")}"),
        "Import" => (RunnableKind.BuildLogic, $"Import {reader.GetAttribute("Project")}"),
        "Analyzer" when reader.GetAttribute("Include") is { } analyzer => (RunnableKind.BuildLogic, $"Analyzer {analyzer}"),
        "PackageReference" when reader.GetAttribute("Include") is "Microsoft.NET.Test.Sdk" => (RunnableKind.Tests, "dotnet test"),
        _ => null,
    };
}
