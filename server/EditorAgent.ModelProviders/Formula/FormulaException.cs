namespace EditorAgent.ModelProviders.Formula;

/// <summary>The formula service did not do what was asked; the message is one clear line without secrets.</summary>
/// <param name="mayHaveRun">Whether the call may have been carried out all the same.</param>
internal sealed class FormulaException(string message, bool mayHaveRun = false) : Exception(message)
{
    public bool MayHaveRun => mayHaveRun;
}
