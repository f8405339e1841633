using EditorAgent.Core.Processes;
using EditorAgent.Host.CommandLine;

namespace EditorAgent.Host.Headless;

/// <summary>What a run is to do: written behind <c>run</c>, or piped in.</summary>
internal static class TypedPrompt
{
    private const string GoOn = "Go on where you stopped.";

    /// <param name="request">Holds it, or says that it is piped in.</param>
    /// <param name="stdin">Null is the process' own.</param>
    /// <param name="cancellationToken">Stops the waiting for stdin, which may never end.</param>
    /// <exception cref="UserFacingException">There is none.</exception>
    public static async Task<string> ReadAsync(HeadlessRequest request, TextReader? stdin, CancellationToken cancellationToken)
    {
        if (request.Prompt is null && stdin is null && !Console.IsInputRedirected)
        {
            return request.Continue ? GoOn : throw new UserFacingException(ExitCode.Usage, "There is no prompt. Write it behind run in quotes, or pipe it in.");
        }

        var prompt = request.Prompt is null or "-" ? await ReadToEndAsync(stdin, cancellationToken) : request.Prompt;
        return !string.IsNullOrWhiteSpace(prompt) ? prompt
            : request is { Continue: true, Prompt: null } ? GoOn
            : throw new UserFacingException(ExitCode.Usage, "The prompt is empty. Say what to do, for example: editor-agent run \"explain src/Program.cs\"");
    }

    /// <summary>The read itself cannot be stopped: it is left behind on a thread that does not keep the process alive.</summary>
    private static Task<string> ReadToEndAsync(TextReader? stdin, CancellationToken cancellationToken) =>
        stdin is null && StandardDescriptors.IsClosed(StandardDescriptors.Input)
            ? Task.FromResult("")
            : Task.Run(() => (stdin ?? Console.In).ReadToEnd(), CancellationToken.None).WaitAsync(cancellationToken);
}
