using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace EditorAgent.Core.Telemetry;

/// <summary>Something that takes its time, from its start until it is disposed of.</summary>
public sealed class MeasuredOperation : IDisposable
{
    private const int LongestContent = 50_000;

    private readonly Activity? activity;
    private readonly Histogram<long> tokens;
    private readonly Histogram<double> duration;
    private readonly long started = TimeProvider.System.GetTimestamp();
    private TagList tags;

    internal MeasuredOperation(Activity? activity, TagList tags, Histogram<long> tokens, Histogram<double> duration)
    {
        this.activity = activity;
        this.tags = tags;
        this.tokens = tokens;
        this.duration = duration;
    }

    /// <summary>An attribute of the span only: it may have any number of values.</summary>
    public MeasuredOperation With(string name, object? value)
    {
        this.activity?.SetTag(name, value);
        return this;
    }

    /// <summary>Something that was said; left out unless the user wants it exported.</summary>
    public void Content(string name, string text)
    {
        if (AgentTelemetry.IncludesContent && this.activity is { IsAllDataRequested: true })
        {
            this.activity.SetTag(name, SecretMask.Of(text.Length > LongestContent ? text[..LongestContent] : text));
        }
    }

    /// <param name="input">All tokens sent.</param>
    /// <param name="output">All that came back.</param>
    /// <param name="cached">The part of the sent ones that the vendor had in its cache.</param>
    public void Used(long input, long output, long cached)
    {
        this.With("gen_ai.usage.input_tokens", input).With("gen_ai.usage.output_tokens", output).With("gen_ai.usage.cache_read.input_tokens", cached);
        if (this.tokens.Enabled)
        {
            this.tokens.Record(input, this.TagsWith("gen_ai.token.type", "input"));
            this.tokens.Record(output, this.TagsWith("gen_ai.token.type", "output"));
        }
    }

    /// <param name="type">A class of failures with few values.</param>
    public void Failed(string type)
    {
        this.tags.Add("error.type", type);
        this.activity?.SetTag("error.type", type).SetStatus(ActivityStatusCode.Error);
    }

    public void Dispose()
    {
        this.duration.Record(TimeProvider.System.GetElapsedTime(this.started).TotalSeconds, this.tags);
        this.activity?.Dispose();
    }

    private TagList TagsWith(string name, string value)
    {
        var more = this.tags;
        more.Add(name, value);
        return more;
    }
}
