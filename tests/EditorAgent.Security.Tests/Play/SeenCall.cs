using System.Text.Json;

namespace EditorAgent.Security.Tests.Play;

/// <summary>One call of the model as the client saw it.</summary>
internal sealed class SeenCall(string id)
{
    public string Id { get; } = id;

    /// <summary>Whether it began; what was refused never does.</summary>
    public bool Began { get; private set; }

    public string Status { get; private set; } = "";

    /// <summary>The last text that was shown for it.</summary>
    public string Text { get; private set; } = "";

    public void See(JsonElement update)
    {
        if (update.TryGetProperty("status", out var status))
        {
            this.Status = status.GetString()!;
            this.Began |= this.Status == "in_progress";
        }

        if (update.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.Array)
        {
            this.Text = string.Join('\n', Observation.StringsIn(content).Where(text => text is not ("content" or "text")));
        }
    }
}
