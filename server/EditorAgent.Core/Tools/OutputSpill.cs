using System.Collections.Immutable;
using System.Globalization;
using EditorAgent.Core.Models;

namespace EditorAgent.Core.Tools;

/// <summary>
/// Keeps long tool output out of the model's window: beyond the limit the whole goes to a file that the read tool can open, and the
/// result keeps the first 2,000 and the last 1,000 characters. What is worth nothing unless it is whole stays whole.
/// </summary>
/// <param name="directory">The session's <c>tool-results</c>; made when first needed, mode 0700.</param>
/// <param name="limit">UTF-16 characters.</param>
public sealed class OutputSpill(string directory, int limit)
{
    private const int Head = 2_000;
    private const int Tail = 1_000;

    public async ValueTask<ToolResult> CapAsync(string tool, ToolCallId call, ToolResult result, CancellationToken cancellationToken)
    {
        var length = 0L;
        foreach (var part in result.Content)
        {
            length += part is ContentPart.Text { IsOwn: false } text ? text.Value.Length : 0;
        }

        return length <= limit || result.IsVerbatim ? result : await this.SpillAsync(tool, call, result, cancellationToken);
    }

    private async Task<ToolResult> SpillAsync(string tool, ToolCallId call, ToolResult result, CancellationToken cancellationToken)
    {
        var whole = string.Concat(result.Content.OfType<ContentPart.Text>().Where(text => !text.IsOwn).Select(text => text.Value));
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
        }
        else
        {
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var path = Path.Combine(directory, $"{tool}-{call}.txt");
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using (var writer = new StreamWriter(path, options))
        {
            await writer.WriteAsync(whole.AsMemory(), cancellationToken);
        }

        var omitted = whole.Length - Head - Tail;
        var shown = string.Create(
            CultureInfo.InvariantCulture,
            $"{CutAfter(whole, Head)}\n[... {omitted:N0} of {whole.Length:N0} characters omitted ...]\n{CutBefore(whole, whole.Length - Tail)}");
        return result with { Content = [.. Replaced(result.Content, shown, $"\nThe whole result is in {path}: use read with offset.")] };
    }

    /// <summary>Where the text is to be found is not for the text to say.</summary>
    private static IEnumerable<ContentPart> Replaced(ImmutableArray<ContentPart> content, string shown, string note)
    {
        var isShown = false;
        foreach (var part in content)
        {
            if (part is not ContentPart.Text { IsOwn: false })
            {
                yield return part;
            }
            else if (!isShown)
            {
                isShown = true;
                yield return new ContentPart.Text(shown);
                yield return ToolResult.Remark(note);
            }
        }
    }

    private static string CutAfter(string text, int length) => text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    private static string CutBefore(string text, int start) => text[(char.IsLowSurrogate(text[start]) ? start + 1 : start)..];
}
