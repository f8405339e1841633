using EditorAgent.Host.Headless;

namespace EditorAgent.Host.CommandLine.Editors;

/// <summary>What <c>doctor</c> says about editors: one line for each that is here, with the command that helps.</summary>
internal static class EditorLines
{
    public static async Task WriteAsync(TextWriter output, VerbContext context)
    {
        var standings = new EditorSurvey(EditorPlaces.Of(context)).Look().ToList();
        foreach (var standing in standings.Where(standing => standing.State != EditorStanding.Kind.Absent))
        {
            var line = standing.State switch
            {
                EditorStanding.Kind.Ready => $"set up ({standing.Detail})",
                EditorStanding.Kind.Broken => $"set up, but {standing.Detail}. Mend it: {standing.Mend}",
                _ => $"not set up yet: {standing.Mend}",
            };
            await output.WriteLineAsync(TerminalText.Visible($"{standing.Editor,-15}{line}"));
        }

        var absent = standings.Where(standing => standing.State == EditorStanding.Kind.Absent).Select(standing => standing.Editor).ToList();
        if (absent.Count > 0)
        {
            await output.WriteLineAsync($"{"editors",-15}not found here: {string.Join(", ", absent)}");
        }
    }
}
