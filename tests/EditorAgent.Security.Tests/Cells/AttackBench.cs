using EditorAgent.EndToEnd.Tests.Executable;
using EditorAgent.Security.Tests.Cases;
using EditorAgent.Security.Tests.Judging;
using EditorAgent.Security.Tests.Play;
using EditorAgent.Security.Tests.Play.Scenarios;
using Xunit;

namespace EditorAgent.Security.Tests.Cells;

/// <summary>
/// One cell with a user of its own: a home with secrets, workspaces, a copy of the published executable that this user may run, the
/// scripted model, and one sidecar for each configuration that the cases need.
/// </summary>
internal sealed class AttackBench : IAsyncDisposable
{
    private readonly Cell cell;
    private readonly CanaryPort port = new();
    private readonly StrangeHost strangers = new();
    private readonly Dictionary<string, AgentFolders> users = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Sidecar> sidecars = new(StringComparer.Ordinal);
    private readonly HashSet<string> made = new(StringComparer.Ordinal);
    private readonly List<string> ends = [];
    private string executable = "";
    private ScriptedServer? model;
    private CanarySockets? sockets;

    private AttackBench(Cell cell)
    {
        this.cell = cell;
        this.Root = Directory.CreateTempSubdirectory("editor-agent-attacks-").FullName;
    }

    public Cell Cell => this.cell;

    /// <summary>Why nothing can be played here, or null.</summary>
    public string? Obstacle { get; private set; }

    public string Root { get; }

    public string Home => Path.Combine(this.Root, "home");

    public string Outside => Path.Combine(this.Home, "outside");

    public CanaryPort Port => this.port;

    public IReadOnlyList<string> Command => [.. this.cell.Prefix(this.EmptyFile), this.executable];

    private string EmptyFile => Path.Combine(this.Root, "empty");

    private string Works => Path.Combine(this.Home, "work");

    public static async Task<AttackBench> StartAsync(Cell cell)
    {
        var bench = new AttackBench(cell);
        await File.WriteAllTextAsync(bench.EmptyFile, "");
        bench.Obstacle = await CellMachine.ObstacleAsync(cell, bench.EmptyFile);
        if (bench.Obstacle is not null)
        {
            return bench;
        }

        bench.executable = await PublishedExecutable.CopyToAsync(Path.Combine(bench.Root, "program"));
        await bench.ShellAsync(bench.Root, Fixture.Home, asUser: false);
        await bench.ShellAsync(bench.Root, ["mkdir -p servers bin", $"cp '{Repository.At("tests", "EditorAgent.Security.Tests", "Play", "Servers", "server.sh")}' .", $"cp '{Repository.At("tests", "EditorAgent.Security.Tests", "Play", "Servers", "xdg-open")}' bin", "chmod 755 server.sh bin/xdg-open"], asUser: false);
        await bench.OwnAsync(bench.Root);
        bench.sockets = new CanarySockets([Path.Combine(bench.Root, "canary.sock"), $"/tmp/canary-{bench.port.Port}.sock", $"\0editor-agent-canary-{bench.port.Port}", Path.Combine(bench.Home, ".gnupg", "S.gpg-agent")]);
        bench.model = await ScriptedServer.StartAsync(ModelScript.Yaml(AttackFile.All.Select(input => (input, (Func<string, string>)bench.LettersOf(input).Fill))));
        return bench;
    }

    public Placeholders LettersOf(AttackInput input) =>
        new(Placeholders.CanaryOf(input), this.port.Port, this.PlaceOf(input).Workspace, this.Outside, this.Home, this.Root, this.cell.Number, Path.Combine(this.Root, "servers", input.Name.Replace('/', '.')), this.strangers.AddressOf(input));

    /// <summary>Plays the input and tells what went wrong.</summary>
    public async Task<IReadOnlyList<string>> PlayAsync(AttackInput input)
    {
        if (input.ConfinedOnly && !this.cell.HasSandbox)
        {
            input = input with { Action = input.Action with { Answers = [] } };
        }

        var letters = this.LettersOf(input);
        if (input.Host is not null)
        {
            this.strangers.Open(input, letters.Fill);
        }

        var place = await this.PrepareAsync(input);
        var (before, hits) = (this.TreesOf(place), this.port.Hits + (this.sockets?.Hits ?? 0));
        var seen = input.Action switch
        {
            { Run: { } arguments } => await this.RunAsync(input, place, [.. arguments.Select(letters.Fill)]),
            { Scenario: not null } => await Scenario.PlayAsync(this, input, place),
            _ => await (await this.SidecarAsync(input)).PlayAsync(input, place.Workspace, letters.Fill, turn => this.BeforeAsync(input, place, turn, letters), arguments => this.TerminalAsync(input, place, arguments)),
        };
        List<string> problems = [.. Judge.Problems(input, this.cell, seen, letters.Fill)];
        var after = this.TreesOf(place);
        problems.AddRange(before.Zip(after).SelectMany(pair => pair.First.Differences(pair.Second, input.MayChange)).Select(change => $"canary, {change}"));
        problems.AddRange(input.MustNotExist.Select(letters.Fill).Where(path => Path.Exists(Path.Combine(place.Workspace, path))).Select(path => $"canary: {path}"));
        if (input.Host is not null)
        {
            problems.AddRange(this.strangers.Problems(input, seen));
        }

        if (input.ModelLacks.Count + input.ModelHolds.Count > 0)
        {
            var requests = string.Join('\n', (await this.model!.RequestsAsync()).Where(body => body.Contains($"[{input.Name}.", StringComparison.Ordinal)).Select(Unescaped));
            problems.AddRange(input.ModelLacks.Select(letters.Fill).Where(text => requests.Contains(text, StringComparison.Ordinal)).Select(text => $"the model got \"{text}\""));
            problems.AddRange(input.ModelHolds.Select(letters.Fill).Where(text => !requests.Contains(text, StringComparison.Ordinal)).Select(text => $"the model did not get \"{text}\""));
        }

        if (this.port.Hits + (this.sockets?.Hits ?? 0) != hits)
        {
            problems.Add("canary: something connected");
        }

        problems.AddRange(RunningProgram.With([.. input.Survivors.Select(letters.Fill)]).Select(program => $"canary: still running: {program}"));

        return problems;
    }

    public async Task<Sidecar> SidecarAsync(AttackInput input)
    {
        var key = $"{UserOf(input)}|{input.Client}";
        if (!this.sidecars.TryGetValue(key, out var sidecar))
        {
            this.sidecars[key] = sidecar = await Sidecar.StartAsync(this.Command, await this.UserAsync(input), null, input.Client);
        }

        return sidecar;
    }

    /// <summary>A sidecar that a scenario may end as it likes.</summary>
    public async Task<Sidecar> OwnSidecarAsync(AttackInput input, Dictionary<string, string>? buffers = null) =>
        await Sidecar.StartAsync(this.Command, await this.UserAsync(input), buffers);

    public async Task<Place> PrepareAsync(AttackInput input)
    {
        var place = this.PlaceOf(input);
        if (!this.made.Add(place.Folder))
        {
            return place;
        }

        var letters = this.LettersOf(input);
        await this.ShellAsync(this.Root, [$"mkdir -p '{place.Workspace}' '{place.Workspace}-evil' '{letters.Folder}'"], asUser: true);
        await this.ScriptAsync(place.Workspace, [.. Fixture.Workspace, .. input.Setup], letters);
        if (input.Trusted)
        {
            await this.AgentAsync(input, place, ["trust", "grant", "--yes", "--cwd", place.Workspace]);
        }

        return place;
    }

    /// <summary>Runs a script in a directory as the cell's user.</summary>
    public Task ScriptAsync(string directory, IReadOnlyList<string> script, Placeholders letters) =>
        script.Count == 0 ? Task.CompletedTask : this.ShellAsync(directory, [.. script.Select(letters.Fill)], asUser: true);

    /// <summary>What somebody else changes meanwhile; <c>$U</c> is the user's own folder.</summary>
    private async Task BeforeAsync(AttackInput input, Place place, AttackTurn turn, Placeholders letters)
    {
        if (turn.Before.Count > 0)
        {
            await this.ScriptAsync(place.Workspace, [$"U='{(await this.UserAsync(input)).Home}'", .. turn.Before], letters);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await this.EndSidecarsAsync();
        if (this.model is not null)
        {
            await this.model.DisposeAsync();
        }

        foreach (var user in this.users.Values)
        {
            user.Dispose();
        }

        await this.port.DisposeAsync();
        await this.strangers.DisposeAsync();
        if (this.sockets is not null)
        {
            await this.sockets.DisposeAsync();
        }

        // Not by .NET: some names in there are no text.
        await CellMachine.RunAsync(["/bin/rm", "-rf", this.Root], "/", new Dictionary<string, string>());
        Assert.True(this.ends.Count == 0, string.Join('\n', this.ends));
    }

    private static bool IsByRight(AttackInput input, string path)
    {
        var isItsOwn = input.MayChange.Contains("{C}") && Placeholders.CanaryOf(input) == Path.GetFileName(path);
        return isItsOwn || input.MayChange.Any(change => path.EndsWith($"/{input.Name.Replace('/', '.')}/{change}", StringComparison.Ordinal));
    }

    /// <summary>After the last sidecar nothing is left that could still make a canary; then the requests are searched for what must not leave.</summary>
    private async Task EndSidecarsAsync()
    {
        foreach (var sidecar in this.sidecars.Values)
        {
            var result = await sidecar.EndAsync();
            if (result.ExitCode != 0)
            {
                this.ends.Add($"{this.cell.Name}: a sidecar ended with {result.ExitCode}: {result.Stderr}");
            }

            await sidecar.DisposeAsync();
        }

        if (this.model is null)
        {
            return;
        }

        var left = Directory.EnumerateFileSystemEntries(this.Home, "canary.*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint });
        this.ends.AddRange(left.Where(path => !AttackFile.All.Any(input => IsByRight(input, path))).Select(path => $"{this.cell.Name}: a late canary: {path}"));
        this.ends.AddRange((await this.model.RequestsAsync())
            .Where(body => body.Contains(Judge.Secret, StringComparison.Ordinal) || body.Contains("sk-not-a-real-key", StringComparison.Ordinal))
            .Select(body => $"{this.cell.Name}: a secret went to the model: ...{body[Math.Max(0, body.Length - 600)..]}"));
    }

    /// <summary>Inputs with the same beginnings share a workspace, as long as none of them may change it.</summary>
    private Place PlaceOf(AttackInput input)
    {
        var isOwn = input.MayChange.Count > 0 || input.Action.Prompts.Any(turn => turn.Before.Count + turn.Servers.Count > 0) || input.Action.Scenario is not null
            || input.Host is not null || input.Setup.Any(line => line.Contains("{C}", StringComparison.Ordinal) || line.Contains("{M}", StringComparison.Ordinal));
        var key = isOwn
            ? input.Name.Replace('/', '.')
            : $"shared-{Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{input.Trusted}|{(input.Trusted ? input.Config : "")}|{string.Join('\n', input.Setup)}")))[..12]}";
        return new Place(Path.Combine(this.Works, key));
    }

    private FileTree[] TreesOf(Place place) => [FileTree.Of(place.Folder), FileTree.Of(this.Home, this.Works)];

    private static string UserOf(AttackInput input) => $"{input.Config ?? Fixture.Config}|{string.Join('\n', input.UserSetup)}";

    private static string Unescaped(string body)
    {
        using var json = System.Text.Json.JsonDocument.Parse(body);
        return string.Join('\n', Observation.StringsIn(json.RootElement));
    }

    /// <summary>Inputs with the same configuration share a user, and with it a sidecar.</summary>
    private async Task<AgentFolders> UserAsync(AttackInput input)
    {
        if (this.users.TryGetValue(UserOf(input), out var known))
        {
            return known;
        }

        var folders = this.users[UserOf(input)] = new AgentFolders().WithModel(this.model!).WithConfig(this.LettersOf(input).Fill(input.Config ?? Fixture.Config));
        folders.Environment["HOME"] = this.Home;
        folders.Environment["PATH"] = $"{Path.Combine(this.Root, "bin")}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:{Repository.DotnetRoot}";
        foreach (var name in new[] { "AWS_SECRET", "AWS_SECRET_ACCESS_KEY", "GITHUB_TOKEN", "OPENAI_API_KEY", "MOONSHOT_API_KEY", "SSH_AUTH_SOCK" })
        {
            folders.Environment[name] = Judge.Secret;
        }

        await this.OwnAsync(Path.GetDirectoryName(folders.Home)!);
        await this.ScriptAsync(folders.Home, input.UserSetup, this.LettersOf(input));
        return folders;
    }

    private async Task<Observation> RunAsync(AttackInput input, Place place, IReadOnlyList<string> arguments)
    {
        var result = await this.AgentAsync(input, place, arguments);
        return new Observation { Frames = [], Refusal = $"exit code {result.ExitCode}\n{result.Output}" };
    }

    private async Task<(int ExitCode, string Output)> AgentAsync(AttackInput input, Place place, IReadOnlyList<string> arguments)
    {
        var user = await this.UserAsync(input);
        return await CellMachine.RunAsync([.. this.Command, .. arguments], place.Workspace, user.Environment);
    }

    /// <summary>What a user does in terminals of their own, at the same time where there are several.</summary>
    private async Task<string> TerminalAsync(AttackInput input, Place place, IReadOnlyList<IReadOnlyList<string>> commands)
    {
        await this.UserAsync(input);
        var results = await Task.WhenAll(commands.Select(command => this.AgentAsync(input, place, [.. command, "--cwd", place.Workspace])));
        return string.Join('\n', results.Select(result => $"exit code {result.ExitCode}\n{result.Output}"));
    }

    private Task OwnAsync(string path) => this.ShellAsync("/", [$"chown -R {this.cell.Owner} '{path}'"], asUser: false);

    private async Task ShellAsync(string directory, IReadOnlyList<string> lines, bool asUser)
    {
        string[] prefix = asUser ? [.. this.cell.AsUser] : [];
        var environment = new Dictionary<string, string> { ["HOME"] = this.Home, ["GIT_CONFIG_NOSYSTEM"] = "1", ["LC_ALL"] = "C.UTF-8" };
        var (code, output) = await CellMachine.RunAsync([.. prefix, "/bin/bash", "--norc", "-euc", string.Join('\n', lines)], directory, environment);
        if (code != 0)
        {
            throw new InvalidOperationException($"The setup ended with {code}: {output}\n{string.Join('\n', lines)}");
        }
    }
}
