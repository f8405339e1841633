using System.Text.Json;

namespace EditorAgent.EndToEnd.Tests.Executable;

/// <summary>How a run of the executable ended.</summary>
internal sealed record AgentResult(int ExitCode, string Stdout, string Stderr)
{
    public string[] ErrorLines => this.Stderr.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The lines of <c>--json</c>. Throws where one is not a JSON object.</summary>
    public JsonElement[] Events => [.. this.Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];

    public string SessionId => this.Events[0].GetProperty("sessionId").GetString()!;

    /// <summary>The text of all <c>text</c> events.</summary>
    public string Answer => string.Concat(this.Events.Where(e => e.GetProperty("type").ValueEquals("text")).Select(e => e.GetProperty("text").GetString()));

    public override string ToString() => $"exit code {this.ExitCode}\n--- stdout\n{this.Stdout}\n--- stderr\n{this.Stderr}";
}
