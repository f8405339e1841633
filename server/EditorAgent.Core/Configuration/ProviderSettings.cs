using System.Collections.Immutable;
using System.Text;

namespace EditorAgent.Core.Configuration;

public enum ProviderType
{
    /// <summary>Chat completions.</summary>
    OpenAi,

    /// <summary>Anthropic messages.</summary>
    Anthropic,

    /// <summary>A recorded conversation, in process.</summary>
    Scripted,
}

/// <summary>How chat-completion endpoints differ.</summary>
public enum ChatDialect
{
    Generic,
    OpenAi,
    Moonshot,
}

/// <summary>Where a model is reached. Only the user's own configuration and environment make one, never a workspace.</summary>
public sealed record ProviderSettings
{
    public required string Name { get; init; }

    public required ProviderType Type { get; init; }

    /// <summary>For example <c>https://api.moonshot.ai/v1</c>; for <see cref="ProviderType.Scripted"/> the file of the conversation.</summary>
    public required string BaseUrl { get; init; }

    /// <summary>Null for local servers that want none.</summary>
    public string? ApiKey { get; init; }

    public ChatDialect Dialect { get; init; }

    public ImmutableDictionary<string, string> Headers { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Tools that the vendor runs, for example <c>moonshot/web-search:latest</c>.</summary>
    public ImmutableArray<string> Formulas { get; init; } = [];

    /// <summary>Keys and headers stay out of every text made of this record.</summary>
    private bool PrintMembers(StringBuilder text)
    {
        text.Append($"Name = {Name}, Type = {Type}, BaseUrl = {BaseUrl}, Dialect = {Dialect}, ApiKey = {(ApiKey is null ? "none" : "***")}, ");
        text.Append($"Headers = {string.Join(", ", Headers.Keys.Select(name => $"{name}: ***"))}");
        return true;
    }
}
