using System.Collections.Immutable;
using System.Text.Json;

namespace EditorAgent.Host.CommandLine.Editors;

/// <summary>An object in a JSON text with comments, by where its parts stand.</summary>
/// <param name="Start">Of its opening brace, in bytes.</param>
/// <param name="End">Of its closing brace.</param>
/// <param name="Members">In their order, each as often as it occurs.</param>
internal sealed record JsonSpan(int Start, int End, ImmutableArray<JsonSpanMember> Members)
{
    public const int DeepestLevel = 64;

    public static JsonReaderOptions Reading { get; } = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = DeepestLevel };

    /// <param name="json">Valid as a whole.</param>
    /// <param name="start">Where an object begins.</param>
    public static JsonSpan Read(ReadOnlySpan<byte> json, int start)
    {
        var reader = new Utf8JsonReader(json[start..], Reading);
        reader.Read();
        var members = ImmutableArray.CreateBuilder<JsonSpanMember>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            var nameStart = start + (int)reader.TokenStartIndex;
            reader.Read();
            var kind = reader.TokenType;
            var valueStart = start + (int)reader.TokenStartIndex;
            reader.Skip();
            members.Add(new JsonSpanMember(name, nameStart, kind, valueStart, start + (int)reader.BytesConsumed));
        }

        return new JsonSpan(start, start + (int)reader.TokenStartIndex, members.DrainToImmutable());
    }

    /// <summary>Where the comma behind the last member stands; null where there is none.</summary>
    public int? TrailingComma(ReadOnlySpan<byte> json) => this.Members is [.., var last] && JsonGap.Skip(json, last.End) is var next && json[next] == (byte)',' ? next : null;
}
