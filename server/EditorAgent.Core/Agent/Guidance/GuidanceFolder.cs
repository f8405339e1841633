using System.Collections.Immutable;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Agent.Guidance;

/// <summary>Reads the skills or commands of one folder. What cannot be used is said, never followed through a link, and never read beyond the limits.</summary>
internal sealed class GuidanceFolder(string folder, bool isOfWorkspace, Func<string, bool> isTracked, ImmutableArray<string>.Builder remarks)
{
    public const int MostEntries = 200;
    public const string SkillFile = "SKILL.md";

    private const int LongestDescription = 300;

    /// <summary>One for each folder with a <c>SKILL.md</c>.</summary>
    public IEnumerable<GuidanceText> ReadSkills() => this.Entries(Directory.EnumerateDirectories)
        .Where(path => Path.Exists(Path.Combine(path, SkillFile)))
        .Select(path => new DirectoryInfo(path).LinkTarget is null ? this.Read(Path.Combine(path, SkillFile), Path.GetFileName(path)) : this.LeftOut(path, "it is a link"))
        .OfType<GuidanceText>();

    /// <summary>One for each <c>*.md</c>.</summary>
    public IEnumerable<GuidanceText> ReadCommands() => this.Entries(path => Directory.EnumerateFiles(path, "*.md"))
        .Select(path => this.Read(path, Path.GetFileNameWithoutExtension(path)))
        .OfType<GuidanceText>();

    /// <summary>Where <c>/</c> or <c>$</c> would make another word of it, it is no name.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= 64 && char.IsAsciiLetterOrDigit(name[0]) && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');

    private List<string> Entries(Func<string, IEnumerable<string>> list)
    {
        try
        {
            return [.. list(folder).Take(10 * MostEntries).Order(StringComparer.Ordinal)];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            remarks.Add($"{CanonicalText.Line(folder)} cannot be read: {failure.Message}");
            return [];
        }
    }

    private GuidanceText? Read(string file, string fileName)
    {
        if (GuidanceFile.Read(file) is not { } text)
        {
            return this.LeftOut(file, GuidanceFile.Rule);
        }

        if (!isTracked(file))
        {
            return this.LeftOut(file, "git does not track it; add it with git add if it belongs to the project");
        }

        var head = FrontMatter.Read(text);
        var name = head["name"] is { } given && IsName(given) ? given : fileName;
        if (!IsName(name))
        {
            return this.LeftOut(file, "its name may hold letters, digits, - and _ only");
        }

        if (InvisibleCharacters.IndexIn(text) >= 0)
        {
            remarks.Add($"{CanonicalText.Line(file)} holds invisible characters, which can hide instructions; they are shown to the model as what they are.");
        }

        return new GuidanceText(name.ToLowerInvariant(), DescriptionOf(head), HintOf(head), file, head.Body, isOfWorkspace)
        {
            IsForModel = !IsYes(head["disable-model-invocation"]),
            IsForUser = !IsNo(head["user-invocable"]),
        };
    }

    private GuidanceText? LeftOut(string path, string why)
    {
        remarks.Add($"{CanonicalText.Line(path)} is left out: {why}.");
        return null;
    }

    /// <summary>Without one, the first line that says something.</summary>
    private static string DescriptionOf(FrontMatter head)
    {
        var text = head["description"] ?? head.Body.Split('\n').Select(line => line.Trim('#', ' ', '\t')).FirstOrDefault(line => line.Length > 0) ?? "";
        return CanonicalText.Line(text.ReplaceLineEndings(" ").Trim(), LongestDescription).Text;
    }

    private static string? HintOf(FrontMatter head) =>
        head["argument-hint"] is { } hint ? CanonicalText.Line(hint.ReplaceLineEndings(" "), 100).Text
        : head.Body.Contains("$ARGUMENTS", StringComparison.Ordinal) || ArgumentText.HasNumber(head.Body) ? GuidanceText.AnyArguments
        : null;

    private static bool IsYes(string? value) => value is "true" or "yes" or "on" or "True";

    private static bool IsNo(string? value) => value is "false" or "no" or "off" or "False";
}
