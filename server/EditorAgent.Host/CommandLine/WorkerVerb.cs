using EditorAgent.CodeIntelligence.Fixing;
using EditorAgent.CodeIntelligence.Loading;
using EditorAgent.CodeIntelligence.Roslyn.Hosting;
using EditorAgent.CodeIntelligence.Workers;

namespace EditorAgent.Host.CommandLine;

/// <summary>What the sidecar starts for itself: not listed, because nobody types it. Both streams carry the talk with the sidecar; a worker ends with its input.</summary>
internal static class WorkerVerb
{
    public static async Task<int> RunAsync(string[] words, Stream stdout)
    {
        // Tasks, analyzers and fixers are other people's code, and some write to the console.
        StandardOutput.CloseToOthers();
        await using var stdin = Console.OpenStandardInput();
        switch (words)
        {
            case [WorkerKind.CodeHost]:
                await CodeHostProgram.RunAsync(stdin, stdout, new WorkerLog(), CancellationToken.None);
                return (int)ExitCode.Success;

            case [WorkerKind.Loader]:
                await LoaderProgram.RunAsync(stdin, stdout, CancellationToken.None);
                return (int)ExitCode.Success;

            case [WorkerKind.FixHost, var sdk]:
                await FixHostProgram.RunAsync(stdin, stdout, sdk, CancellationToken.None);
                return (int)ExitCode.Success;

            default:
                throw new UserFacingException(ExitCode.Usage, $"There is no worker \"{string.Join(' ', words)}\"; the sidecar starts its workers itself.");
        }
    }
}
