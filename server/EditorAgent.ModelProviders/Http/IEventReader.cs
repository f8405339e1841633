namespace EditorAgent.ModelProviders.Http;

/// <summary>Understands one vendor's stream.</summary>
internal interface IEventReader
{
    /// <param name="name">The event's name, <c>message</c> if it has none.</param>
    /// <param name="data">The event's data; valid only during the call.</param>
    void Accept(string name, ReadOnlySpan<byte> data);
}
