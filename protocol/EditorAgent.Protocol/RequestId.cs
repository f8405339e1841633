namespace EditorAgent.Protocol;

/// <summary>The id of a JSON-RPC request: a number or a text, and never one that stands for the other.</summary>
[JsonConverter(typeof(RequestIdConverter))]
public readonly record struct RequestId
{
    public RequestId(long number) => this.Number = number;

    public RequestId(string text) => this.Text = text;

    /// <summary>Null when the id is a text.</summary>
    public long? Number { get; }

    /// <summary>Null when the id is a number.</summary>
    public string? Text { get; }

    public override string ToString() => this.Text ?? this.Number?.ToString() ?? "null";
}
