using System.Globalization;
using System.Text;

namespace EditorAgent.BuiltInTools.Search;

/// <summary>Writes found lines for a model: each file's name once, its lines below, <c>:</c> behind a match and <c>-</c> behind context.</summary>
internal sealed class GrepReport(GrepRequest request, Func<string, string> nameOf)
{
    /// <param name="files">Those with matches.</param>
    /// <param name="searched">How many were looked through: nothing found in many files and no file looked at are different mistakes.</param>
    /// <param name="tooLarge">How many were left out.</param>
    /// <param name="withheld">How many have matches that are not told.</param>
    public string Write(List<FileHits> files, int searched, int tooLarge, int withheld = 0)
    {
        var text = new StringBuilder();
        var matches = files.Sum(file => file.Count);
        var shown = request.Output == GrepOutput.Content ? this.WriteContent(text, files) : this.WriteNames(text, files);
        var total = request.Output == GrepOutput.Content ? matches : files.Count;
        var unit = request.Output == GrepOutput.Content ? "matching lines" : "files";
        if (shown < total)
        {
            text.Append(CultureInfo.InvariantCulture, $"({shown} of {total} {unit} shown; narrow the search or raise limit)\n");
        }

        if (tooLarge > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"({tooLarge} files above 50 MB were not searched)\n");
        }

        if (withheld > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"({withheld} {(withheld == 1 ? "file" : "files")} with matches not shown: the rules do not let a search read {(withheld == 1 ? "it" : "them")})\n");
        }

        if (files.Count == 0 && withheld == 0)
        {
            text.Insert(0, this.Nothing(searched) + "\n");
        }

        return text.ToString().TrimEnd('\n');
    }

    private string Nothing(int searched)
    {
        if (searched == 0)
        {
            var place = request.Path.Relative == "." ? "the workspace" : request.Path.Relative;
            return $"No matches: there is no text file in {place}{(request.Glob is null ? "" : " that the glob matches")}.";
        }

        var hint = request.Pattern.Text.Contains("\\|", StringComparison.Ordinal) ? " In this pattern \\| means the character |; alternatives are separated by | alone." : "";
        return $"No matches in {searched} {(searched == 1 ? "file" : "files")}.{hint}";
    }

    private int WriteNames(StringBuilder text, List<FileHits> files)
    {
        foreach (var file in files.Take(request.Limit))
        {
            text.Append(nameOf(file.Path));
            if (request.Output == GrepOutput.Count)
            {
                text.Append(CultureInfo.InvariantCulture, $": {file.Count}");
            }

            text.Append('\n');
        }

        return Math.Min(files.Count, request.Limit);
    }

    private int WriteContent(StringBuilder text, List<FileHits> files)
    {
        var shown = 0;
        foreach (var file in files)
        {
            if (shown == request.Limit)
            {
                break;
            }

            text.Append(nameOf(file.Path)).Append('\n');
            var previous = 0;
            foreach (var line in file.Lines)
            {
                if (line.IsMatch && shown++ == request.Limit)
                {
                    return request.Limit;
                }

                if (previous > 0 && line.Number > previous + 1 && request.Context > 0)
                {
                    text.Append("--\n");
                }

                text.Append(line.Number).Append(line.IsMatch ? ':' : '-').Append(line.Text).Append('\n');
                previous = line.Number;
            }
        }

        return shown;
    }
}
