using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace EditorAgent.Core.Telemetry;

/// <summary>
/// Traces and measures with the names of OpenTelemetry's conventions for generative AI: <c>invoke_agent</c> around a turn, <c>chat</c> around an
/// answer, <c>execute_tool</c> around a call. Nothing is even made before somebody listens; no prompt, answer, argument or result is in it unless
/// <see cref="IncludesContent"/> says so, and then with secrets masked.
/// </summary>
public static class AgentTelemetry
{
    /// <summary>Of the source and the meter.</summary>
    public const string Name = "EditorAgent";

    private static volatile bool isOn;
    private static volatile bool includesContent;

    /// <summary>Whether somebody listens; set by whoever begins to.</summary>
    public static bool IsOn
    {
        get => isOn;
        set => isOn = value;
    }

    /// <summary>Whether the user wants contents exported too.</summary>
    public static bool IncludesContent
    {
        get => includesContent;
        set => includesContent = value;
    }

    public static MeasuredOperation? StartTurn(string conversation, string provider, string model) =>
        isOn ? Start("invoke_agent", Name, ActivityKind.Internal, conversation, provider, model)?.With("gen_ai.agent.name", Name) : null;

    public static MeasuredOperation? StartChat(string? conversation, string provider, string model) =>
        isOn ? Start("chat", model, ActivityKind.Client, conversation, provider, model) : null;

    public static MeasuredOperation? StartTool(string tool, string callId) => isOn
        ? Start("execute_tool", tool, ActivityKind.Internal, null, null, null)?.With("gen_ai.tool.name", tool).With("gen_ai.tool.call.id", callId).With("gen_ai.tool.type", "function")
        : null;

    private static MeasuredOperation? Start(string operation, string subject, ActivityKind kind, string? conversation, string? provider, string? model)
    {
        var activity = Instruments.Source.StartActivity($"{operation} {subject}", kind);
        var tags = new TagList { { "gen_ai.operation.name", operation } };
        Add(ref tags, "gen_ai.provider.name", provider);
        Add(ref tags, "gen_ai.request.model", model);
        foreach (var (name, value) in tags)
        {
            activity?.SetTag(name, value);
        }

        activity?.SetTag("gen_ai.conversation.id", conversation);
        return new MeasuredOperation(activity, tags, Instruments.Tokens, Instruments.Duration);
    }

    private static void Add(ref TagList tags, string name, string? value)
    {
        if (value is not null)
        {
            tags.Add(name, value);
        }
    }

    /// <summary>Apart, so that they are made only when somebody listens. The bounds of the buckets are those that the conventions name.</summary>
    private static class Instruments
    {
        private static readonly string? Version = typeof(AgentTelemetry).Assembly.GetName().Version?.ToString(3);

        public static readonly ActivitySource Source = new(Name, Version);

        private static readonly Meter Meter = new(Name, Version);

        public static readonly Histogram<long> Tokens = Meter.CreateHistogram(
            "gen_ai.client.token.usage", "{token}", "Tokens of one request", advice: new InstrumentAdvice<long> { HistogramBucketBoundaries = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864] });

        public static readonly Histogram<double> Duration = Meter.CreateHistogram(
            "gen_ai.client.operation.duration", "s", "Duration of an operation", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92] });
    }
}
