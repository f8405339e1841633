namespace EditorAgent.BuiltInTools.Web;

/// <summary>Why nothing could be fetched, as one sentence in our own words.</summary>
internal sealed class WebFetchException(string message, Exception? inner = null) : Exception(message, inner);
