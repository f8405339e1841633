using System.Collections;

namespace EditorAgent.Core.Sessions;

/// <summary>
/// A persistent list that only grows: <see cref="Add"/> returns a new list and costs O(1) amortised, because lists that grow from one
/// another share their array. Elements keep their identity. Safe to read from any thread.
/// </summary>
public sealed class AppendOnlyList<T> : IReadOnlyList<T>
{
    public static readonly AppendOnlyList<T> Empty = new(new Store(0), 0);

    private readonly Store store;
    private readonly int count;

    private AppendOnlyList(Store store, int count)
    {
        this.store = store;
        this.count = count;
    }

    public int Count => this.count;

    public T this[int index] =>
        (uint)index < (uint)this.count ? this.store.Items[index] : throw new ArgumentOutOfRangeException(nameof(index));

    public ReadOnlySpan<T> AsSpan() => this.store.Items.AsSpan(0, this.count);

    public AppendOnlyList<T> Add(T item)
    {
        lock (this.store)
        {
            if (this.store.Used == this.count && this.count < this.store.Items.Length)
            {
                this.store.Items[this.count] = item;
                this.store.Used = this.count + 1;
                return new AppendOnlyList<T>(this.store, this.count + 1);
            }
        }

        // The array is full, or another list has grown past this one: go on in an array of our own.
        var own = new Store(Math.Max(8, this.count * 2)) { Used = this.count + 1 };
        this.AsSpan().CopyTo(own.Items);
        own.Items[this.count] = item;
        return new AppendOnlyList<T>(own, this.count + 1);
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (var i = 0; i < this.count; i++)
        {
            yield return this.store.Items[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => this.GetEnumerator();

    private sealed class Store(int capacity)
    {
        public readonly T[] Items = new T[capacity];

        public int Used;
    }
}
