using EditorAgent.Core.Tools.Writing;
using EditorAgent.BuiltInTools.Files;
using EditorAgent.Core.Trust;

namespace EditorAgent.Host.Headless;

/// <summary>A question of trust on a terminal.</summary>
internal static class TrustText
{
    public static void Write(TextWriter writer, TrustQuestion question)
    {
        writer.WriteLine($"? {TerminalText.Visible(question.Title)}");
        foreach (var line in question.ToText().AsSpan().EnumerateLines())
        {
            writer.WriteLine($"    {TerminalText.Visible(line.ToString())}");
        }

        foreach (var change in question.Changes.Where(change => change.HasTexts))
        {
            writer.WriteLine($"    {TerminalText.Visible(change.Relative)}, as you trusted it and as it is now:");
            foreach (var line in UnifiedDiff.Between(change.OldText ?? "", change.NewText ?? "").Text.AsSpan().TrimEnd('\n').EnumerateLines())
            {
                writer.WriteLine($"      {TerminalText.Visible(line.ToString())}");
            }
        }
    }
}
