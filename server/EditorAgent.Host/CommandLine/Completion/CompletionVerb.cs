using System.CommandLine;

namespace EditorAgent.Host.CommandLine.Completion;

/// <summary><c>completion</c>: a script for the shell, made from the table of verbs.</summary>
internal static class CompletionVerb
{
    public static Command Build(VerbContext context)
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh or fish" };
        shell.CompletionSources.Add("bash", "zsh", "fish");
        var command = new Command("completion") { shell };
        command.SetAction((parsed, cancellationToken) => RunAsync(context, parsed.GetValue(shell)!, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(VerbContext context, string shell, CancellationToken cancellationToken)
    {
        var verbs = OutlinedCommand.All(context);
        using var script = new StringWriter();
        switch (shell)
        {
            case "bash":
                BashScript.Write(verbs, script);
                break;

            case "zsh":
                ZshScript.Write(verbs, script);
                break;

            case "fish":
                FishScript.Write(verbs, script);
                break;

            default:
                throw new UserFacingException(ExitCode.Usage, "Completion is there for bash, zsh and fish.");
        }

        await using var output = new StreamWriter(context.Stdout, leaveOpen: true);
        await output.WriteAsync(script.ToString().AsMemory(), cancellationToken);
        return (int)ExitCode.Success;
    }
}
