using System.Text.Json;

namespace EditorAgent.Core.Hooks;

/// <summary>
/// What one hook said: nothing, or one JSON object <c>{decision: "deny" | "ask" | null, reason, message}</c>, or exit code 2, which denies with
/// what stands on its standard error. Everything else is a failure.
/// </summary>
internal sealed record HookAnswer(HookDecision Decision, string Reason, string? Message)
{
    /// <summary>Bytes of standard output that are read; more is no answer.</summary>
    public const int LongestOutput = 64 * 1024;

    public const int LongestMessage = 10_000;

    private const int DenyingExitCode = 2;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>Why it could not say anything; null when it could.</summary>
    public string? Failure { get; private init; }

    public static HookAnswer Failed(string why) => new(HookDecision.None, "", null) { Failure = why };

    public static HookAnswer Of(int exitCode, ReadOnlyMemory<byte> output, string errors) => exitCode switch
    {
        0 => Parse(output),
        DenyingExitCode => new HookAnswer(HookDecision.Deny, errors, null),
        _ => Failed($"it ended with exit code {exitCode}"),
    };

    private static HookAnswer Parse(ReadOnlyMemory<byte> output)
    {
        if (output.Length > LongestOutput)
        {
            return Failed($"it wrote more than {LongestOutput / 1024} KB");
        }

        if (output.Span.Trim(" \t\r\n"u8).IsEmpty)
        {
            return new HookAnswer(HookDecision.None, "", null);
        }

        try
        {
            using var document = JsonDocument.Parse(output, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement) : Failed("what it wrote is no JSON object");
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return Failed("what it wrote is no JSON");
        }
    }

    private static HookAnswer Read(JsonElement answer)
    {
        var message = Text(answer, "message");
        return Text(answer, "decision") switch
        {
            null when !answer.TryGetProperty("decision", out var given) || given.ValueKind == JsonValueKind.Null => new HookAnswer(HookDecision.None, "", message),
            "ask" => new HookAnswer(HookDecision.Ask, Text(answer, "reason") ?? "", message),
            "deny" => new HookAnswer(HookDecision.Deny, Text(answer, "reason") ?? "", message),
            "allow" => Failed("it says \"allow\", and a hook can deny or ask only"),
            _ => Failed("its decision is neither \"deny\" nor \"ask\" nor null"),
        };
    }

    private static string? Text(JsonElement answer, string name) =>
        answer.TryGetProperty(name, out var value) && value is { ValueKind: JsonValueKind.String } && value.GetString() is { } text && !string.IsNullOrWhiteSpace(text)
            ? HookText.Cut(text, LongestMessage)
            : null;
}
