using System.Collections.Immutable;

namespace EditorAgent.BuiltInTools.Tests;

/// <summary>
/// The options of <c>dotnet test</c> in either of its languages. What is shown and judged is everything but where and in which form the report is
/// written.
/// </summary>
internal abstract record TestOptions
{
    /// <summary>Beyond this many tests whole classes are run: a command line has its limits, and so has its reader.</summary>
    private const int MostNames = 40;

    /// <summary>Beyond this many classes everything is run.</summary>
    private const int MostClasses = 40;

    private TestOptions()
    {
    }

    /// <param name="Shown">Behind the target.</param>
    /// <param name="Report">Where to leave the report is added to these.</param>
    public sealed record Possible(ImmutableArray<string> Shown, ImmutableArray<string> Report) : TestOptions;

    /// <param name="Reason">For the model.</param>
    public sealed record Impossible(string Reason) : TestOptions;

    public static TestOptions For(TestPlatform platform, TestRequest request, bool isXunit)
    {
        ImmutableArray<string> build = request.SkipsBuild ? ["--no-build"] : [];
        var names = Shortened(request.Tests);
        if (platform == TestPlatform.VsTest)
        {
            var filter = request.Filter ?? (names.IsEmpty ? null : string.Join('|', names.Select(VsTestCondition)));
            return new Possible([.. build, .. filter is null ? Array.Empty<string>() : ["--filter", filter]], ["--logger", "trx;LogFilePrefix=tests", "--blame-hang-timeout", "120s", "--blame-hang-dump-type", "none"]);
        }

        if (request.Filter is { } given)
        {
            return PatternOf(given) is { } pattern
                ? new Possible([.. build, "--filter-method", pattern], ReportOf(isXunit))
                : new Impossible("This workspace runs its tests on Microsoft.Testing.Platform, which does not understand that filter. Pass tests with their names instead.");
        }

        return isXunit || names.IsEmpty
            ? new Possible([.. build, .. names.SelectMany(name => (string[])[name.EndsWith('.') ? "--filter-class" : "--filter-method", name.EndsWith('.') ? name.TrimEnd('.') : Anywhere(name)])], ReportOf(isXunit))
            : new Impossible("This workspace runs its tests on Microsoft.Testing.Platform with a framework whose filters are not known here. Run the project's tests without tests and filter.");
    }

    private static ImmutableArray<string> ReportOf(bool isXunit) => isXunit ? ["--report-xunit-trx", "--report-xunit-trx-filename", "tests.trx"] : ["--report-trx"];

    /// <summary>A name without namespace may stand at the end of a full one.</summary>
    private static string Anywhere(string name) => name.Count(character => character == '.') < 2 ? $"*{name}" : name;

    private static string VsTestCondition(string name) => name.EndsWith('.') || name.Count(character => character == '.') < 2
        ? $"FullyQualifiedName~{name}"
        : $"FullyQualifiedName={name}";

    /// <summary>Classes end with a dot.</summary>
    private static ImmutableArray<string> Shortened(ImmutableArray<string> names)
    {
        if (names.Length <= MostNames)
        {
            return names;
        }

        ImmutableArray<string> classes = [.. names.Select(name => name[..(name.LastIndexOf('.') + 1)]).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal)];
        return classes.Length <= MostClasses ? classes : [];
    }

    private static string? PatternOf(string filter)
    {
        var parts = filter.Split('~', 2);
        if (parts is ["FullyQualifiedName" or "Name" or "DisplayName", { Length: > 0 } part] && !part.AsSpan().ContainsAny("|&()=~"))
        {
            return $"*{part}*";
        }

        return filter.Split('=', 2) is ["FullyQualifiedName", { Length: > 0 } exact] && !exact.AsSpan().ContainsAny("|&()=~") ? exact : null;
    }
}
