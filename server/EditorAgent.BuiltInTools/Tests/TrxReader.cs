using System.Collections.Immutable;
using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace EditorAgent.BuiltInTools.Tests;

/// <summary>
/// Reads the report of Visual Studio's test logger piece by piece: results of tests that passed are counted and left, so that a run
/// of thousands of tests with much output costs no memory.
/// </summary>
internal sealed class TrxReader
{
    private static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    private readonly List<XElement> failed = [];
    private readonly Dictionary<string, (string Class, string Method)> methods = new(StringComparer.Ordinal);
    private readonly List<string> faults = [];
    private readonly HashSet<string> passedIds = new(StringComparer.Ordinal);
    private int passed;
    private int skipped;
    private string? assembly;
    private TimeSpan duration;

    /// <exception cref="XmlException">It is no such report, or only the beginning of one.</exception>
    public static TestRun Read(string path)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CheckCharacters = false };
        using var reader = XmlReader.Create(path, settings);
        var report = new TrxReader();
        reader.MoveToContent();
        while (!reader.EOF)
        {
            if (!report.Take(reader))
            {
                reader.Read();
            }
        }

        return report.ToRun(path);
    }

    /// <returns>Whether the reader already stands behind the element.</returns>
    private bool Take(XmlReader reader)
    {
        if (reader.NodeType != XmlNodeType.Element)
        {
            return false;
        }

        switch (reader.LocalName)
        {
            case "Times":
                this.duration = DurationOf(reader);
                return false;
            case "UnitTestResult":
                return this.TakeResult(reader);
            case "UnitTest":
                this.TakeDefinition((XElement)XNode.ReadFrom(reader));
                return true;
            case "RunInfo" when reader.GetAttribute("outcome") is "Error":
                var text = ((XElement)XNode.ReadFrom(reader)).Element(Trx + "Text")?.Value.Trim();
                if (text is { Length: > 0 } && !text.StartsWith("[xUnit.net", StringComparison.Ordinal))
                {
                    this.faults.Add(text);
                }

                return true;
            default:
                return false;
        }
    }

    private bool TakeResult(XmlReader reader)
    {
        switch (reader.GetAttribute("outcome"))
        {
            case "Passed":
                this.passed++;
                this.passedIds.Add(reader.GetAttribute("testId") ?? "");
                break;
            case "Failed" or "Error" or "Timeout" or "Aborted":
                this.failed.Add((XElement)XNode.ReadFrom(reader));
                return true;
            default:
                this.skipped++;
                break;
        }

        reader.Skip();
        return true;
    }

    private void TakeDefinition(XElement definition)
    {
        if (definition.Element(Trx + "TestMethod") is { } method)
        {
            this.methods[(string?)definition.Attribute("id") ?? ""] = ((string?)method.Attribute("className") ?? "", (string?)method.Attribute("name") ?? "");
            this.assembly ??= (string?)method.Attribute("codeBase");
        }
    }

    private TestRun ToRun(string path) => new()
    {
        Name = this.assembly is null ? Path.GetFileNameWithoutExtension(path) : NameOf(this.assembly),
        Passed = this.passed,
        Skipped = this.skipped,
        Duration = this.duration,
        Failures = [.. this.failed.Select(this.FailureOf).OrderBy(failure => failure.Name, StringComparer.Ordinal)],
        Faults = [.. this.faults],
        PassedNames = [.. this.passedIds.Select(this.FullNameOf).OfType<string>().Except(this.failed.Select(failure => this.FullNameOf((string?)failure.Attribute("testId") ?? "")).OfType<string>())],
    };

    private string? FullNameOf(string id) =>
        this.methods.TryGetValue(id, out var method) && method.Class is { Length: > 0 } full ? $"{full}.{method.Method.Split('(')[0]}" : null;

    private FailedTest FailureOf(XElement result)
    {
        var name = (string?)result.Attribute("testName") ?? "(unnamed test)";
        var fullName = this.FullNameOf((string?)result.Attribute("testId") ?? "");
        if (this.methods.TryGetValue((string?)result.Attribute("testId") ?? "", out var method) && method.Class is { Length: > 0 } full)
        {
            var rest = name.StartsWith(full + ".", StringComparison.Ordinal) ? name[(full.Length + 1)..] : name;
            name = $"{full[(full.LastIndexOf('.') + 1)..]}.{rest}";
        }

        var error = result.Element(Trx + "Output")?.Element(Trx + "ErrorInfo");
        return new FailedTest(name, error?.Element(Trx + "Message")?.Value.Trim() ?? "", error?.Element(Trx + "StackTrace")?.Value ?? "") { FullName = fullName };
    }

    /// <summary>The framework is the name of the directory the assembly was built into.</summary>
    private static string NameOf(string assembly) =>
        $"{Path.GetFileNameWithoutExtension(assembly)} {Path.GetFileName(Path.GetDirectoryName(assembly))}".TrimEnd();

    private static TimeSpan DurationOf(XmlReader reader) =>
        TryParse(reader.GetAttribute("start"), out var start) && TryParse(reader.GetAttribute("finish"), out var finish) ? finish - start : TimeSpan.Zero;

    private static bool TryParse(string? text, out DateTimeOffset time) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
}
