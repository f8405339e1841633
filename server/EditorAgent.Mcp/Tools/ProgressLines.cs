using System.Globalization;
using EditorAgent.Core.Workspaces;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Tools;

/// <summary>A server's progress as lines of a running call's output.</summary>
internal sealed class ProgressLines(IProgress<string> output) : IProgress<CallProgress>
{
    private const int Longest = 200;

    public void Report(CallProgress value)
    {
        var total = value.Total is { } all ? string.Create(CultureInfo.InvariantCulture, $" of {all:0.##}") : "";
        var message = value.Message is { Length: > 0 } text ? $": {CanonicalText.Line(text, Longest).Text}" : "";
        output.Report(string.Create(CultureInfo.InvariantCulture, $"{value.Done:0.##}{total}{message}\n"));
    }
}
