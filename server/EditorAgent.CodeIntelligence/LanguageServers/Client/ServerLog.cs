using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.LanguageServers.Client;

/// <summary>The last things a server said to people, shortened.</summary>
internal sealed class ServerLog
{
    private const int MostLines = 20;
    private const int LongestLine = 300;

    private readonly Lock gate = new();
    private readonly Queue<string> lines = new();

    public ImmutableArray<string> Lines
    {
        get
        {
            lock (this.gate)
            {
                return [.. this.lines];
            }
        }
    }

    public void Add(string message)
    {
        var line = message.ReplaceLineEndings(" ").Trim();
        lock (this.gate)
        {
            this.lines.Enqueue(line.Length <= LongestLine ? line : line[..LongestLine] + "...");
            if (this.lines.Count > MostLines)
            {
                this.lines.Dequeue();
            }
        }
    }
}
