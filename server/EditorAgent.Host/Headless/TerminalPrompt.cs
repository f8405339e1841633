using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Trust;

namespace EditorAgent.Host.Headless;

/// <summary>Asks at the terminal: shows the words of the question under the command or the diff, then takes one letter.</summary>
internal sealed class TerminalPrompt(Transcript transcript, TextReader input) : IPermissionPrompt
{
    public async Task<PermissionAnswer> AskAsync(PermissionRequest request, CancellationToken cancellationToken)
    {
        await transcript.DrainAsync(cancellationToken);
        if (request.Trust is { } question)
        {
            return await this.AskAsync(question, cancellationToken);
        }

        transcript.WriteRequest(request.Text);
        if (!request.Choices.IsEmpty)
        {
            return await this.ChooseAsync(request.Choices, cancellationToken);
        }

        var grant = request.Text.Grants.FirstOrDefault();
        var editable = request.Plan.EditableArguments.FirstOrDefault();
        while (true)
        {
            transcript.WriteQuestion(string.Join("  ", Choices(grant?.Pattern, editable)));
            var line = await ReadLineAsync(input, cancellationToken);
            switch (line?.Trim().ToLowerInvariant())
            {
                case "y" or "yes":
                    return new PermissionAnswer.AllowOnce();
                case "s" when grant is not null:
                    return new PermissionAnswer.AllowForSession(grant);
                case "a" when grant is not null:
                    return new PermissionAnswer.AllowAlways(grant);
                case "e" when editable is not null:
                    transcript.WriteQuestion($"New {editable} (empty keeps it as it is)");
                    if (await ReadLineAsync(input, cancellationToken) is { } edited && edited.Trim().Length > 0)
                    {
                        return new PermissionAnswer.AllowEdited(With(request.ArgumentsJson, editable, edited));
                    }

                    break;
                case "n" or "no":
                    return new PermissionAnswer.Reject(null);
                case "f":
                    transcript.WriteQuestion("What should the agent know?");
                    return new PermissionAnswer.Reject(await ReadLineAsync(input, cancellationToken));
                case "q" or null:
                    return new PermissionAnswer.Cancelled();
            }
        }
    }

    private async Task<PermissionAnswer> ChooseAsync(ImmutableArray<string> choices, CancellationToken cancellationToken)
    {
        while (true)
        {
            transcript.WriteQuestion($"{string.Join("  ", choices.Select((choice, index) => $"[{index + 1}] {choice}"))}  [f] answer in your own words  [n] do not answer  [q] stop");
            var line = (await ReadLineAsync(input, cancellationToken))?.Trim().ToLowerInvariant();
            switch (line)
            {
                case "f":
                    transcript.WriteQuestion("Your answer");
                    return new PermissionAnswer.Reject(await ReadLineAsync(input, cancellationToken));
                case "n" or "no":
                    return new PermissionAnswer.Reject(null);
                case "q" or null:
                    return new PermissionAnswer.Cancelled();
            }

            if (int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= choices.Length)
            {
                return new PermissionAnswer.Chosen(number - 1);
            }
        }
    }

    private static IEnumerable<string> Choices(string? grant, string? editable)
    {
        yield return "[y] yes";
        if (grant is not null)
        {
            yield return $"[s] for this session: {grant}";
            yield return $"[a] always in this workspace: {grant}";
        }

        if (editable is not null)
        {
            yield return $"[e] yes, with another {editable}";
        }

        yield return "[n] no";
        yield return "[f] no, and say why";
        yield return "[q] stop";
    }

    private static string With(string argumentsJson, string name, string value)
    {
        var arguments = JsonNode.Parse(argumentsJson)!.AsObject();
        arguments[name] = JsonValue.Create(value);
        return arguments.ToJsonString();
    }

    private async Task<PermissionAnswer> AskAsync(TrustQuestion question, CancellationToken cancellationToken)
    {
        transcript.WriteTrust(question);
        while (true)
        {
            transcript.WriteQuestion("[t] trust this workspace  [s] trust it for this session  [n] do not trust  [q] stop");
            var line = await ReadLineAsync(input, cancellationToken);
            switch (line?.Trim().ToLowerInvariant())
            {
                case "t" or "trust":
                    return new PermissionAnswer.Trust(TrustDuration.Always);
                case "s":
                    return new PermissionAnswer.Trust(TrustDuration.Session);
                case "n" or "no":
                    return new PermissionAnswer.Reject(null);
                case "q" or null:
                    return new PermissionAnswer.Cancelled();
            }
        }
    }

    /// <summary>A console read cannot be cancelled; the wait for it can.</summary>
    private static Task<string?> ReadLineAsync(TextReader input, CancellationToken cancellationToken) =>
        Task.Run(input.ReadLine, CancellationToken.None).WaitAsync(cancellationToken);
}
