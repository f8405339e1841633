using EditorAgent.Core.Configuration;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Tools;
using EditorAgent.Host.Composition;

namespace EditorAgent.Host.CommandLine;

/// <summary><c>permissions explain</c>: judges a call that nobody makes.</summary>
internal static class PermissionsExplain
{
    public static async Task<int> RunAsync(VerbContext context, Request request, CancellationToken cancellationToken)
    {
        var folder = Path.GetFullPath(request.Folder ?? Directory.GetCurrentDirectory());
        if (!Directory.Exists(folder))
        {
            throw new UserFacingException(ExitCode.Workspace, $"There is no folder {folder}. Nothing was changed; name an existing one with --cwd.");
        }

        if (request.Mode is not null && PermissionModeName.Parse(request.Mode) is null)
        {
            throw new UserFacingException(ExitCode.Usage, "--mode must be plan, ask, accept-edits or yolo.");
        }

        var composition = new AgentComposition(context.Home, context.Environment, TimeProvider.System, LogFile.In(context.Home));
        var (explainer, warnings) = composition.ExplainerFor(folder, PermissionModeName.Parse(request.Mode));
        var explanation = await explainer.ExplainAsync(request.Tool, request.Call, cancellationToken);
        if (explanation is CallExplanation.Unknown unknown)
        {
            throw new UserFacingException(ExitCode.Usage, unknown.Message);
        }

        if (request.Json)
        {
            ExplanationText.WriteJson(context.Stdout, explanation);
            return (int)ExitCode.Success;
        }

        await using var output = new StreamWriter(context.Stdout, leaveOpen: true);
        foreach (var line in ExplanationText.Lines(request, explanation))
        {
            await output.WriteLineAsync(line);
        }

        foreach (var warning in warnings)
        {
            await output.WriteLineAsync($"warning      {Headless.TerminalText.Visible(warning)}");
        }

        return (int)ExitCode.Success;
    }

    /// <param name="Call">What the call is about; null when the tool's name says all.</param>
    internal sealed record Request(string Tool, string? Call, string? Folder, string? Mode, bool Json);
}
