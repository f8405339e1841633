using System.Collections.Immutable;
using EditorAgent.BuiltInTools.Shell;
using EditorAgent.Core.Models;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.BuiltInTools.Git;

/// <summary>Runs git so that a repository made by an attacker runs nothing: see <see cref="GitWords"/> and <see cref="GitEnvironment"/>.</summary>
internal sealed class GitProgram(Workspace workspace, SpillDirectory spill, Sandbox sandbox, TimeProvider time)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly ProcessRunner runner = new(time);
    private readonly TrustedPath path = new(Environment.GetEnvironmentVariable("PATH"), workspace.Roots);

    /// <summary>Absolute; null when there is none outside the workspace.</summary>
    public string? Location => this.path.Find("git");

    /// <summary>The filters that configuration of any scope names; null when it cannot be told for sure.</summary>
    public async Task<ImmutableArray<string>?> FiltersAsync(string git, GitRepository.Found repository, CancellationToken cancellationToken)
    {
        using var output = new CommandOutput(null);
        var specification = await this.ConfinedAsync(git, repository, [], [.. GitWords.Neutral, "config", "-z", "--name-only", "--get-regexp", "^filter\\."], cancellationToken);
        var outcome = await this.runner.RunAsync(specification, output, new Progress<string>(), cancellationToken);
        return outcome.ExitCode switch
        {
            // git's word for "no such key".
            1 when output.Render().Length == 0 => [],
            0 when !output.IsCut => GitEnvironment.FiltersIn(output.Render()),
            _ => null,
        };
    }

    public async Task<(ProcessOutcome Outcome, string Text)> RunAsync(
        string git, GitRequest request, ImmutableArray<string> filters, ToolCallId call, CancellationToken cancellationToken)
    {
        using var output = new CommandOutput(spill.FileFor("git", call));
        var specification = await this.ConfinedAsync(git, request.Repository, filters, [.. GitWords.Neutral, .. GitWords.For(request, workspace.RealRoot)], cancellationToken);
        var outcome = await this.runner.RunAsync(specification, output, new Progress<string>(), cancellationToken);
        return (outcome, output.Render());
    }

    /// <summary>In the sandbox where there is one, with nothing to write; what it must not do it is not told to do anyway.</summary>
    private async ValueTask<ProcessSpecification> ConfinedAsync(
        string git, GitRepository.Found repository, ImmutableArray<string> filters, ImmutableArray<string> words, CancellationToken cancellationToken)
    {
        var specification = new ProcessSpecification
        {
            Program = git,
            Arguments = words,
            WorkingDirectory = workspace.RealRoot,
            Environment = GitEnvironment.For(ChildEnvironment.From(Environment.GetEnvironmentVariables(), this.path), repository, filters),
            Timeout = Timeout,
            IsOutputExact = true,
        };
        var status = await sandbox.StatusAsync([workspace.RealRoot], cancellationToken);
        return status.Kind == SandboxKind.None
            ? specification
            : sandbox.Confine(specification, new Confinement { WritableRoots = [workspace.RealRoot], ReadableDirectories = [repository.WorkTree, repository.CommonDirectory], IsReadOnly = true });
    }
}
