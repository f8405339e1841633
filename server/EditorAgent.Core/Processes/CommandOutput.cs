using System.Globalization;
using System.Text;

namespace EditorAgent.Core.Processes;

/// <summary>
/// What a program wrote, bounded: the beginning and the end in memory, the whole in a file once it is too long to be shown. Memory and
/// disk are bounded whatever the program does; beyond the file's limit output is read and dropped.
/// </summary>
/// <param name="spillPath">Where the whole goes; its directory is made when needed. Null keeps no whole.</param>
public sealed class CommandOutput(string? spillPath) : IDisposable
{
    internal const int HeadLimit = 10_000;
    internal const int TailLimit = 20_000;

    /// <summary>Characters; the file's bytes may be up to three times as many.</summary>
    internal const long SpillLimit = 50_000_000;

    private const int PendingLimit = 8_000;

    private readonly Lock gate = new();
    private readonly StringBuilder head = new();
    private readonly StringBuilder tail = new();
    private readonly StringBuilder pending = new();
    private StreamWriter? spill;
    private bool spillFailed;
    private long length;

    public void Append(string text)
    {
        lock (this.gate)
        {
            this.AddPending(text);
            if (this.length + text.Length > HeadLimit + TailLimit)
            {
                this.Spill(text);
            }

            this.length += text.Length;
            var toHead = Math.Min(text.Length, HeadLimit - this.head.Length);
            this.head.Append(text, 0, toHead);
            this.tail.Append(text, toHead, text.Length - toHead);
            if (this.tail.Length > 2 * TailLimit)
            {
                this.tail.Remove(0, this.tail.Length - TailLimit);
            }
        }
    }

    /// <summary>Whether <see cref="Render"/> leaves something out.</summary>
    public bool IsCut
    {
        get
        {
            lock (this.gate)
            {
                return this.length > HeadLimit + TailLimit;
            }
        }
    }

    /// <summary>Characters written so far.</summary>
    public long Length
    {
        get
        {
            lock (this.gate)
            {
                return this.length;
            }
        }
    }

    /// <summary>The end of it: so many lines, of what is in memory.</summary>
    /// <returns>The text, and where the whole is when this is not it; null where the whole is not kept.</returns>
    public (string Text, string? Whole) Last(int lines)
    {
        lock (this.gate)
        {
            this.spill?.Flush();
            var text = this.length <= HeadLimit + TailLimit ? string.Concat(this.head, this.tail) : this.tail.ToString();
            var at = text.TrimEnd('\n').Length;
            for (var left = lines; left > 0 && at > 0; left--)
            {
                at = text.LastIndexOf('\n', at - 1);
            }

            return (at <= 0 ? text : text[(at + 1)..], this.spill is null ? null : spillPath);
        }
    }

    /// <summary>What has come since the last call, at most the last 8,000 characters of it; empty when nothing has.</summary>
    public string TakePending()
    {
        lock (this.gate)
        {
            var text = this.pending.ToString();
            this.pending.Clear();
            return text;
        }
    }

    /// <summary>Everything when it is short enough, else beginning and end with a line in between that says what is missing and where it is.</summary>
    public string Render()
    {
        lock (this.gate)
        {
            if (this.length <= HeadLimit + TailLimit)
            {
                return string.Concat(this.head, this.tail);
            }

            this.spill?.Flush();
            var beginning = this.head.ToString();
            var end = this.tail.ToString(this.tail.Length - TailLimit, TailLimit);
            if (char.IsHighSurrogate(beginning[^1]))
            {
                beginning = beginning[..^1];
            }

            if (char.IsLowSurrogate(end[0]))
            {
                end = end[1..];
            }

            var where = spillPath is null || this.spillFailed
                ? "not kept"
                : this.length > SpillLimit ? $"the first {SpillLimit:N0} characters are in {spillPath}" : $"the whole is in {spillPath}: use read with offset";
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{beginning}\n[... {this.length - beginning.Length - end.Length:N0} of {this.length:N0} characters omitted; {where} ...]\n{end}");
        }
    }

    public void Dispose()
    {
        lock (this.gate)
        {
            this.CloseSpill();
        }
    }

    private void AddPending(string text)
    {
        this.pending.Append(text);
        if (this.pending.Length > PendingLimit)
        {
            this.pending.Remove(0, this.pending.Length - PendingLimit);
        }
    }

    private void Spill(string text)
    {
        if (spillPath is null || this.spillFailed || this.length > SpillLimit)
        {
            return;
        }

        try
        {
            if (this.spill is null)
            {
                this.spill = OpenSpill(spillPath);
                this.spill.Write(this.head);
                this.spill.Write(this.tail);
            }

            this.spill.Write(text.AsSpan(0, (int)Math.Min(text.Length, SpillLimit - this.length)));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            this.spillFailed = true;
            this.CloseSpill();
        }
    }

    private void CloseSpill()
    {
        try
        {
            this.spill?.Dispose();
        }
        catch (IOException)
        {
            this.spillFailed = true;
        }

        this.spill = null;
    }

    private static StreamWriter OpenSpill(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.Read };
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        }
        else
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new StreamWriter(path, new UTF8Encoding(false), options);
    }
}
