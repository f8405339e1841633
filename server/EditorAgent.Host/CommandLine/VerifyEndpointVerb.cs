using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using EditorAgent.Core.Telemetry;
using EditorAgent.Host.Composition;
using EditorAgent.Host.Headless;
using EditorAgent.ModelProviders.Verification;

namespace EditorAgent.Host.CommandLine;

/// <summary><c>verify-endpoint</c>: whether the host of a model is sound, line by line.</summary>
internal static class VerifyEndpointVerb
{
    private const int UsualSeed = 20_260_726;

    public static Command Build(VerbContext context)
    {
        var alias = new Argument<string?>("alias") { Description = "A configured model; the default one if left out", Arity = ArgumentArity.ZeroOrOne };
        var json = new Option<bool>("--json") { Description = "Write findings as JSON, one object a line" };
        var seed = new Option<int?>("--seed") { Description = "Draws the requests; the same seed asks the same", HelpName = "n" };
        var command = new Command("verify-endpoint") { alias, json, seed };
        command.SetAction((parsed, _) => RunAsync(context, parsed.GetValue(alias), parsed.GetValue(seed) ?? UsualSeed, parsed.GetValue(json)));
        return command;
    }

    private static async Task<int> RunAsync(VerbContext context, string? alias, int seed, bool isJson)
    {
        var configuration = ConfigurationLoader.Load(context.Home, workspaceRoot: null, context.Environment);
        var (provider, model) = ModelSelection.From(configuration, alias) switch
        {
            ModelSelection.Selected selected => (selected.Provider, selected.Model),
            ModelSelection.NothingConfigured nothing => throw new ModelNotConfiguredException(nothing.Message),
            ModelSelection.UnknownAlias unknown => throw new UserFacingException(ExitCode.Configuration, unknown.Message),
            _ => throw new InvalidOperationException("unknown selection"),
        };
        using var interrupt = new InterruptSignal();
        using var verifier = new EndpointVerifier(provider, model, seed, TimeProvider.System);
        await using var output = new StreamWriter(context.Stdout, leaveOpen: true);
        await WriteCostAsync(output, verifier.Cost, model, isJson);
        var findings = new List<EndpointFinding>();
        await foreach (var finding in verifier.RunAsync(interrupt.Token))
        {
            findings.Add(finding);
            await WriteAsync(output, finding, isJson);
        }

        var verdict = VerdictOf(findings);
        await WriteVerdictAsync(output, verdict, verifier, isJson);
        return (int)CodeOf(findings);
    }

    /// <summary>Before the first request, so that who minds can stop it.</summary>
    private static async Task WriteCostAsync(StreamWriter output, VerificationCost cost, ModelSettings model, bool isJson)
    {
        var most = model.Price?.Of(cost.Sent, 0, cost.Received);
        if (isJson)
        {
            await WriteLineAsync(output, "cost", json =>
            {
                json.WriteString("model", model.Alias);
                json.WriteNumber("requests", cost.Requests);
                json.WriteNumber("sent", cost.Sent);
                json.WriteNumber("received", cost.Received);
            });
            return;
        }

        var money = most is { } amount ? string.Create(CultureInfo.InvariantCulture, $", at most {amount:0.####} {model.Price!.Currency}") : "";
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"Verifying {model.Alias}: at most {cost.Requests} requests, about {cost.Sent:N0} tokens sent, at most {cost.Received:N0} received{money}. Ctrl+C stops."));
        await output.FlushAsync();
    }

    private static async Task WriteAsync(StreamWriter output, EndpointFinding finding, bool isJson)
    {
        if (isJson)
        {
            await WriteLineAsync(output, "finding", json =>
            {
                json.WriteString("check", finding.Check);
                json.WriteString("grade", finding.Grade.ToString().ToLowerInvariant());
                json.WriteString("detail", SecretMask.Of(finding.Detail));
            });
            return;
        }

        var mark = finding.Grade switch { FindingGrade.Passed => "ok", FindingGrade.Warning => "warning", FindingGrade.Failed => "FAILED", _ => "skipped" };
        await output.WriteLineAsync($"{mark,-9}{finding.Check,-22}{TerminalText.Visible(SecretMask.Of(finding.Detail))}");
        await output.FlushAsync();
    }

    private static async Task WriteVerdictAsync(StreamWriter output, string verdict, EndpointVerifier verifier, bool isJson)
    {
        var (requests, usage) = verifier.Spent;
        if (isJson)
        {
            await WriteLineAsync(output, "verdict", json =>
            {
                json.WriteString("verdict", verdict);
                json.WriteNumber("requests", requests);
                json.WriteNumber("sent", usage.Prompt);
                json.WriteNumber("received", usage.Completion);
            });
            return;
        }

        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Verdict: {verdict}. {requests} requests, {usage.Prompt:N0} tokens sent, {usage.Completion:N0} received."));
    }

    private static string VerdictOf(List<EndpointFinding> findings) =>
        findings.Any(finding => finding.Grade == FindingGrade.Failed) ? "not sound"
        : findings.Any(finding => finding.Grade == FindingGrade.Warning) ? "usable, with what is said above"
        : "sound";

    private static ExitCode CodeOf(List<EndpointFinding> findings) => findings.FirstOrDefault(finding => finding.Stops is not null)?.Stops switch
    {
        ModelFailureKind.NotFound => ExitCode.Configuration,
        ModelFailureKind.Unauthorized or ModelFailureKind.Forbidden => ExitCode.Unauthorized,
        ModelFailureKind.Unreachable or ModelFailureKind.QuotaExhausted or ModelFailureKind.Transient => ExitCode.ModelUnavailable,
        _ => findings.Any(finding => finding.Grade == FindingGrade.Failed) ? ExitCode.Failed : ExitCode.Success,
    };

    private static async Task WriteLineAsync(StreamWriter output, string type, Action<Utf8JsonWriter> members)
    {
        using var line = new MemoryStream();
        await using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            members(json);
            json.WriteEndObject();
        }

        await output.WriteLineAsync(System.Text.Encoding.UTF8.GetString(line.GetBuffer().AsSpan(0, (int)line.Length)));
        await output.FlushAsync();
    }
}
