using System.Collections.Immutable;

namespace EditorAgent.Core.Commands;

/// <summary>
/// The commands that run unasked inside the sandbox, because they only look: small on purpose, each flag by name. What is not here asks.
/// A command of this table is still asked about when a path of it leaves the workspace, may hold secrets or falls under a rule.
/// </summary>
internal static class AutoRunTable
{
    private static readonly CommandFlags Ls = new("1aAlhRrtS");
    private static readonly CommandFlags Cat = new("n");
    private static readonly CommandFlags HeadOrTail = new("", Counts: "n") { TakesNumber = true };
    private static readonly CommandFlags Wc = new("lwcm");
    private static readonly CommandFlags Nl = new("", Texts: "bn");
    private static readonly CommandFlags Grep = new("niwFElcr", Counts: "ABC");

    /// <summary>ripgrep's <c>-r</c> replaces and its <c>-E</c> takes an encoding; they are not grep's.</summary>
    private static readonly CommandFlags Rg = new("niwFlc", Counts: "ABC", Texts: "gt");

    private static readonly CommandFlags Stat = new("Lt", Texts: "c");

    /// <summary>Without <c>-m</c> (a magic file), <c>-f</c> (a list of files), <c>-C</c> (writes) and <c>-z</c> (unpacks).</summary>
    private static readonly CommandFlags File = new("bihL");

    private static readonly ImmutableArray<string> Programs = ["pwd", "echo", "ls", "cat", "head", "tail", "wc", "nl", "grep", "rg", "find", "stat", "file", "dotnet"];

    /// <summary>Whether some calls of the program are in the table, so that the others are known not to be.</summary>
    public static bool Knows(string program) => program != "dotnet" && Programs.Contains(program);

    /// <summary>What the command reads, or null when it is not in the table.</summary>
    public static CommandReads? Find(ParsedCommand command) => command.Name switch
    {
        "pwd" => command.Arguments.IsEmpty ? CommandReads.Nothing : null,
        "echo" => CommandReads.Nothing,
        "ls" => FindList(command),
        "cat" => FindFiles(command, Cat),
        "head" or "tail" => FindFiles(command, HeadOrTail),
        "wc" => FindFiles(command, Wc),
        "nl" => FindFiles(command, Nl),
        "stat" => FindFiles(command, Stat),
        "file" => FindFiles(command, File),
        "grep" => FindGrep(command),
        "rg" => FindRg(command),
        "find" => FindTests.Read(command.Arguments),
        "dotnet" => command.Arguments is ["--info"] or ["--list-sdks"] ? CommandReads.Nothing : null,
        _ => null,
    };

    private static CommandReads? FindFiles(ParsedCommand command, CommandFlags flags) =>
        flags.Read(command.Arguments) is var (files, _) ? new CommandReads(files, CommandReach.Named) : null;

    private static CommandReads? FindList(ParsedCommand command) => Ls.Read(command.Arguments) is var (paths, seen)
        ? new CommandReads(OrHere(paths), seen.Contains('R') ? CommandReach.NamesBelow : CommandReach.Named)
        : null;

    private static CommandReads? FindGrep(ParsedCommand command)
    {
        if (Grep.Read(command.Arguments) is not ([_, .. var files], var seen))
        {
            return null;
        }

        return seen.Contains('r') ? new CommandReads(OrHere(files), CommandReach.ContentsBelow) : new CommandReads(files, CommandReach.Named);
    }

    private static CommandReads? FindRg(ParsedCommand command) =>
        Rg.Read(command.Arguments) is ([_, .. var files], _) ? new CommandReads(OrHere(files), CommandReach.ContentsBelow) : null;

    private static ImmutableArray<string> OrHere(ImmutableArray<string> paths) => paths.IsEmpty ? ["."] : paths;
}
