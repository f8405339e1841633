using System.Text;
using EditorAgent.Core.Models;
using EditorAgent.ModelProviders.Http;

namespace EditorAgent.ModelProviders.OpenAiCompatible;

/// <summary>
/// Finds tool calls that a self-hosted server lets through as text in the model's own tokens. Text passes on at once, except what
/// could be the beginning of such a section.
/// </summary>
internal sealed class LeakedToolCalls
{
    private const string SectionBegin = "<|tool_calls_section_begin|>";
    private const string SectionEnd = "<|tool_calls_section_end|>";
    private const string CallBegin = "<|tool_call_begin|>";
    private const string ArgumentBegin = "<|tool_call_argument_begin|>";
    private const string CallEnd = "<|tool_call_end|>";

    private readonly StringBuilder section = new();
    private string held = "";

    /// <summary>The part of the text that is certainly text.</summary>
    public string Pass(string piece)
    {
        if (this.section.Length > 0)
        {
            this.section.Append(piece);
            return "";
        }

        var pending = this.held + piece;
        this.held = "";
        var begin = pending.IndexOf(SectionBegin, StringComparison.Ordinal);
        if (begin >= 0)
        {
            this.section.Append(pending, begin, pending.Length - begin);
            return pending[..begin];
        }

        var keep = LongestBeginningAtEnd(pending);
        this.held = pending[^keep..];
        return pending[..^keep];
    }

    /// <summary>The answer is over: adds the calls that were found, and returns what turned out to be text after all.</summary>
    public string Finish(List<AssistantPart.ToolCall> calls, TimeProvider timeProvider)
    {
        var source = this.section.ToString();
        if (source.Length == 0 || calls.Count > 0)
        {
            return this.held + source;
        }

        var at = 0;
        while (at < source.Length)
        {
            var begin = source.IndexOf(CallBegin, at, StringComparison.Ordinal);
            var argument = begin < 0 ? -1 : source.IndexOf(ArgumentBegin, begin, StringComparison.Ordinal);
            var end = argument < 0 ? -1 : source.IndexOf(CallEnd, argument, StringComparison.Ordinal);
            if (end < 0)
            {
                break;
            }

            var id = source[(begin + CallBegin.Length)..argument].Trim();
            var arguments = source[(argument + ArgumentBegin.Length)..end].Trim();
            calls.Add(VendorCalls.NewPart(id, NameOf(id), arguments, timeProvider));
            at = end + CallEnd.Length;
        }

        if (calls.Count == 0)
        {
            return source;
        }

        var sectionEnd = source.IndexOf(SectionEnd, at, StringComparison.Ordinal);
        return sectionEnd < 0 ? "" : source[(sectionEnd + SectionEnd.Length)..];
    }

    /// <summary><c>functions.my-tool:3</c> is <c>my-tool</c>; the name itself may hold dots and hyphens.</summary>
    private static string NameOf(string id)
    {
        var name = id.StartsWith("functions.", StringComparison.Ordinal) ? id["functions.".Length..] : id;
        var colon = name.LastIndexOf(':');
        return colon > 0 && int.TryParse(name.AsSpan(colon + 1), out _) ? name[..colon] : name;
    }

    private static int LongestBeginningAtEnd(string text)
    {
        for (var length = Math.Min(text.Length, SectionBegin.Length - 1); length > 0; length--)
        {
            if (text.AsSpan(text.Length - length).SequenceEqual(SectionBegin.AsSpan(0, length)))
            {
                return length;
            }
        }

        return 0;
    }
}
