using EditorAgent.Core.Tools;

namespace EditorAgent.Host.Headless;

/// <summary>Asks at the terminal: shows the command or the diff, then takes one letter.</summary>
internal sealed class TerminalPrompt(Transcript transcript, TextReader input) : IPermissionPrompt
{
    public async Task<PermissionAnswer> AskAsync(PermissionRequest request, CancellationToken cancellationToken)
    {
        await transcript.DrainAsync(cancellationToken);
        transcript.WriteRequest(request);
        var grant = request.Plan.OfferedGrants.FirstOrDefault();
        while (true)
        {
            transcript.WriteQuestion(grant is null ? "[y] yes  [n] no  [f] no, and say why  [q] stop" : $"[y] yes  [a] always in this session: {grant.Pattern}  [n] no  [f] no, and say why  [q] stop");
            var line = await ReadLineAsync(input, cancellationToken);
            switch (line?.Trim().ToLowerInvariant())
            {
                case "y" or "yes":
                    return new PermissionAnswer.AllowOnce();
                case "a" when grant is not null:
                    return new PermissionAnswer.AllowForSession(grant);
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

    /// <summary>A console read cannot be cancelled; the wait for it can.</summary>
    private static Task<string?> ReadLineAsync(TextReader input, CancellationToken cancellationToken) =>
        Task.Run(input.ReadLine, CancellationToken.None).WaitAsync(cancellationToken);
}
