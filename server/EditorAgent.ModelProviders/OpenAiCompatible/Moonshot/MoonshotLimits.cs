namespace EditorAgent.ModelProviders.OpenAiCompatible.Moonshot;

/// <summary>How large a tool's schema may be; the defaults of the vendor's own checker.</summary>
internal sealed record MoonshotLimits
{
    public static readonly MoonshotLimits Default = new();

    public int Depth { get; init; } = 30;

    /// <summary>UTF-8 bytes, written without blanks.</summary>
    public int Size { get; init; } = 120_000;

    /// <summary>Names in all <c>properties</c> together.</summary>
    public int Properties { get; init; } = 3_000;

    public int EnumItems { get; init; } = 1_000;

    public int Branches { get; init; } = 500;
}
