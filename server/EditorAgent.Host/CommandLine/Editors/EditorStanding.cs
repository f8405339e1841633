namespace EditorAgent.Host.CommandLine.Editors;

/// <summary>How one editor stands to us, by its own files.</summary>
/// <param name="Editor">As people call it.</param>
/// <param name="State">What was found.</param>
/// <param name="Detail">The file, or what is wrong with it.</param>
/// <param name="Mend">The one command that helps; null where nothing is to be done.</param>
internal sealed record EditorStanding(string Editor, EditorStanding.Kind State, string Detail = "", string? Mend = null)
{
    internal enum Kind
    {
        /// <summary>Nothing of the editor is here.</summary>
        Absent,

        /// <summary>The editor is here and does not know us.</summary>
        Unknown,

        /// <summary>It knows us, and what it would start is there.</summary>
        Ready,

        /// <summary>It knows us, and would fail.</summary>
        Broken,
    }
}
